/**
 * Stands in for WXT's content script context, which would tell the page our extension's id in a DOM event and listen
 * to the page for its own end. The relay asks the browser instead whether the extension is still there.
 */
export class ContentScriptContext {}
