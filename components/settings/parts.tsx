import type { ComponentChildren } from 'preact';
import type { Settings } from '../../core/domain/settings.ts';
import type { Words } from '../../core/words/words.ts';

/** What every part of the settings is given; each change is saved at once. */
export type SettingsProps = {
  readonly settings: Settings;
  readonly words: Words;
  readonly onChange: (change: (settings: Settings) => Settings) => void;
};

/** Settings that belong together, with what they are for. */
export function Group({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="group">
      <h3>{title}</h3>
      <p class="quiet">{text}</p>
      {children}
    </section>
  );
}

type ToggleProps = { readonly text: string; readonly on: boolean; readonly onChange: (on: boolean) => void };

export function Toggle({ text, on, onChange }: ToggleProps) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      {text}
    </label>
  );
}

type OneOfProps<Value extends string> = {
  readonly name: string;
  readonly title: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onValue: (value: Value) => void;
};

/** One of two or three, all of them to be seen. */
export function OneOf<Value extends string>({ name, title, value, options, onValue }: OneOfProps<Value>) {
  return (
    <fieldset>
      <legend>{title}</legend>
      {options.map((one) => (
        <label key={one.value}>
          <input type="radio" name={name} checked={one.value === value} onChange={() => onValue(one.value)} />
          {one.text}
        </label>
      ))}
    </fieldset>
  );
}
