// `npm run store`: everything a store asks for, in both languages, into `.output/store/`: packages, texts, pictures.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Rig, type Tab, until } from '../tests/rig/rig.ts';
import { setSettings } from '../tests/rig/seed.ts';
import { seedYear } from '../tests/rig/seed-year.ts';
import { yearsSettings } from '../tests/year.ts';
import { changesOf, listingIn } from './listing.ts';
import { within } from './torture/browsers.ts';

const root = join(import.meta.dirname, '..');
const output = join(root, '.output/store');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
/** The size that all stores take. */
const [width, height] = [1_280, 800];
const settled = (tab: Tab) =>
  until('it is painted', () =>
    tab.evaluate<boolean>(`document.querySelector('main') !== null && document.fonts.ready.then(() => true)`),
  );

/** A part of the dashboard, as wide as the picture is. */
async function place(rig: Rig, name: string, file: string): Promise<void> {
  const tab = await rig.open(`${rig.origin}/dashboard.html#${name}`);
  await tab.size(width, height, 1);
  await settled(tab);
  await until('its numbers are there', () =>
    tab.evaluate<boolean>(`document.querySelector('main').innerText.length > 200`),
  );
  await tab.screenshot(file);
  await tab.close();
}

/** The popup beside one sentence. */
async function popup(rig: Rig, file: string, sentence: string, scheme: 'light' | 'dark'): Promise<void> {
  const tab = await rig.open(`${rig.origin}/popup.html`);
  await tab.scheme(scheme);
  await tab.size(width, height, 1);
  await settled(tab);
  const ground = scheme === 'light' ? '#e9edf2' : '#0b0f14';
  const style = `body{display:grid!important;grid-template-columns:1fr 400px;gap:60px;width:auto!important;height:${height}px;padding:0 90px;align-items:center;background:${ground}!important;overflow:hidden}#app{width:360px;max-height:720px;overflow:hidden;mask-image:linear-gradient(#000 640px,transparent 716px);border-radius:12px;box-shadow:0 10px 40px #0004;background:Canvas}#said{font-size:44px;line-height:1.3;font-weight:600;color:CanvasText;text-wrap:balance;word-break:keep-all;overflow-wrap:anywhere}`;
  await tab.evaluate(
    `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(style)}); document.adoptedStyleSheets = [sheet]; const said = document.createElement('p'); said.id = 'said'; said.textContent = ${JSON.stringify(sentence)}; document.body.prepend(said); return true; })()`,
  );
  await tab.screenshot(file);
  await tab.close();
}

/** The small tile of the Chrome Web Store: the sign and one sentence. */
async function tile(rig: Rig, file: string, sentence: string): Promise<void> {
  const tab = await rig.open(`${rig.origin}/popup.html`);
  await tab.size(440, 280, 1);
  const style =
    'body{display:grid!important;grid-template-columns:96px 1fr;gap:24px;width:auto!important;height:280px;padding:0 32px!important;align-items:center;box-sizing:border-box;background:#e9edf2!important;color:#0b0f14;overflow:hidden}#app{display:none}p{margin:0;font-size:28px;line-height:1.3;font-weight:600;text-wrap:balance;word-break:keep-all;overflow-wrap:anywhere}';
  await tab.evaluate(
    `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(style)}); document.adoptedStyleSheets = [sheet]; const sign = new Image(96, 96); sign.src = '/icon/128.png'; const said = document.createElement('p'); said.textContent = ${JSON.stringify(sentence)}; document.body.prepend(sign, said); return sign.decode().then(() => true); })()`,
  );
  await tab.screenshot(file);
  await tab.close();
}

const sentences = {
  en: ['What is left, and when it comes back.', 'All your services at a glance, light or dark.'],
  // A zero-width space stands where a line may end.
  ja: [
    'あとどれだけ\u200b残っているか、\u200bいつ回復するか。',
    'すべてのサービスを\u200bひと目で。\u200bライトでも\u200bダークでも。',
  ],
} as const;

rmSync(output, { recursive: true, force: true });
for (const browser of [[], ['-b', 'firefox']]) spawnSync('wxt', ['zip', ...browser], { cwd: root, stdio: 'inherit' });
mkdirSync(output, { recursive: true });
for (const kind of ['chrome', 'firefox', 'sources'])
  copyFileSync(join(root, `.output/nokori-${version}-${kind}.zip`), join(output, `nokori-${version}-${kind}.zip`));

await within('chromium', async (rig) => {
  const eye = await rig.open(`${rig.origin}/popup.html`);
  await seedYear(eye, Date.now());
  for (const language of ['en', 'ja'] as const) {
    const folder = join(output, language);
    mkdirSync(folder, { recursive: true });
    const listing = listingIn(language);
    for (const [file, text] of Object.entries(listing)) writeFileSync(join(folder, `${file}.txt`), `${text}\n`);
    await setSettings(eye, { ...yearsSettings(Date.now()), language, firstRun: { appeared: 'yes', dismissed: true } });
    const [first, second] = sentences[language];
    await popup(rig, join(folder, '1-popup.png'), first, 'light');
    await place(rig, 'now', join(folder, '2-now.png'));
    await place(rig, 'history', join(folder, '3-history.png'));
    await place(rig, 'costs', join(folder, '4-costs.png'));
    await popup(rig, join(folder, '5-dark.png'), second, 'dark');
    await tile(rig, join(folder, 'tile.png'), first);
    console.log(`${relative(process.cwd(), folder)}: five texts, six pictures`);
  }
});
writeFileSync(join(output, 'changes.txt'), `${changesOf(version)}\n`);
