/**
 * The language's own ways to call, as they were when this script began: what a page puts in their place later neither
 * sees what they are given (the port, above all) nor breaks the page's own requests, which go through them.
 */
export const { apply, construct, get } = Reflect;
