import { now, offsetAt } from './clock.ts';
import { saveBlob } from './save-file.ts';

/** What a canvas shows, as a PNG. */
function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob === null ? failed(new Error('no picture')) : done(blob)), 'image/png');
  });
}

/**
 * Puts a picture on the clipboard; whether that was possible. The browser is given the promise at once: it is asked for
 * by a click, and some forget that while a picture is made.
 */
export async function copyPicture(canvas: HTMLCanvasElement): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(canvas) })]);
    return true;
  } catch {
    return false;
  }
}

/** Hands a picture to the browser's own downloads; whether that was possible. */
export async function savePicture(canvas: HTMLCanvasElement, name: string): Promise<boolean> {
  try {
    const today = new Date(now() + offsetAt(now()) * 60_000).toISOString().slice(0, 10);
    saveBlob(`${name}-${today}.png`, await pngOf(canvas));
    return true;
  } catch {
    return false;
  }
}
