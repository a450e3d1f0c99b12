import { render } from 'preact-render-to-string';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Rescue } from '@/components/data/rescue.tsx';
import { TroubleBanner } from '@/components/trouble.tsx';
import { troubles } from '@/core/app/trouble.ts';
import { screenOf } from '@/core/app/view.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { minute } from '@/core/domain/time.ts';
import { keepPainting } from '@/core/platform/painting.ts';
import { openPopup } from '@/core/platform/popup.ts';
import { noteTrouble } from '@/core/platform/trouble.ts';
import { providers } from '@/core/providers/index.ts';
import { leavingOpen } from '@/core/words/left-open.ts';
import { wordsFor } from '@/core/words/words.ts';
import { PopupPage } from '@/entrypoints/popup/page.tsx';
import { scenarios } from '../scenarios.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

/** A page whose worker does not answer. */
function alone(): void {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('document', { addEventListener: () => {} });
  vi.stubGlobal('BroadcastChannel', class {});
  const asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(() => new Promise(() => {}));
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    asked.mockRestore();
    fakeBrowser.reset();
  });
}

const now = Date.parse('2026-11-22T11:00:00Z');
const languages = ['en', 'ja'] as const;
const links = { places: ['data'], go: () => {} };

describe.each(languages)('a record that cannot be used, in %s', (locale) => {
  const words = wordsFor(locale, 'Asia/Tokyo');

  test.each(troubles)('%s is said in a whole sentence, and what the numbers below it are', (trouble) => {
    const said = render(<TroubleBanner trouble={trouble} known words={words} links={links} />);
    expect(said).toContain('role="alert"');
    expect(said).toContain(words.t(`trouble.${trouble}`).replaceAll("'", '&#39;'));
    expect(said).toContain(words.t('trouble.last-known'));
    expect(said.includes(words.t('trouble.to-data'))).toBe(trouble === 'broken');
  });

  test('nothing is called the last number where no number is shown', () => {
    expect(render(<TroubleBanner trouble="full" known={false} words={words} />)).not.toContain(
      words.t('trouble.last-known'),
    );
  });

  test('is said by what the worker left behind already, with the last numbers, for as long as they are true', async () => {
    const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
    const conditions = { now, offset: 540, online: true, noAccess: [], needsReload: [] };
    const { usual } = scenarios(now);
    if (usual === undefined) throw new Error('there is no usual scenario');
    const screen = screenOf(usual, services, defaultSettings, leavingOpen(words, now), conditions);
    await keepPainting({ locale, settings: defaultSettings, screen, madeAt: now, until: now + minute });
    await noteTrouble('broken');
    const said = async (at: number) => {
      vi.setSystemTime(at);
      return render(<PopupPage store={await openPopup()} />);
    };
    alone();
    const painted = await said(now);
    expect(painted).toContain('data-trouble="broken"');
    expect(painted).toContain(words.t('trouble.last-known'));
    expect(painted).toContain('data-meter');
    expect(await said(now + minute)).not.toContain('data-meter');
  });

  test('may be begun anew only after a question', () => {
    const nobody = () => expect.unreachable('nobody has said yes');
    const said = render(<Rescue words={words} busy={false} onSave={nobody} onStartOver={nobody} />);
    expect(said).toContain(words.t('data.rescue-save'));
    expect(said).toContain(words.t('data.start-over'));
    expect(said).not.toContain('<fieldset');
  });
});
