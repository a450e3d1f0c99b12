import { useEffect } from 'preact/hooks';
import { AskWindow } from '../../components/ask-window.tsx';
import type { Asking } from '../../core/platform/ask-window.ts';

/** Connects the window to the question and to the page that waits for its answer. */
export function AskPage({ asking }: { readonly asking: Asking }) {
  const { question, text, words } = asking;
  useEffect(() => {
    document.documentElement.lang = words.locale;
    document.title = words.t('ask-first.window', { service: question.service });
  }, [words, question]);
  return (
    <AskWindow
      text={text}
      service={question.service}
      of={asking.of}
      words={words}
      onGo={asking.go}
      onCancel={asking.cancel}
      onNotToday={asking.notToday}
    />
  );
}
