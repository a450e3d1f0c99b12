import { useState } from 'preact/hooks';
import { readTyped } from '../core/domain/typed.ts';

type Props = {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  /** What to say where it is no such number. */
  readonly invalid: string;
  readonly whole?: boolean;
  readonly zero?: boolean;
  /** The largest it can be. */
  readonly most?: number;
  /** `null`: it is left empty. Not called while what is typed is no such number. */
  readonly onValue: (value: number | null) => void;
};

/** A number that is saved as soon as it is one. What is typed stays as it is typed. */
export function AmountField({ id, label, value, invalid, whole = false, zero = false, most, onValue }: Props) {
  const [text, setText] = useState(value === null ? '' : `${value}`);
  const read = (typed: string) => {
    const value = readTyped(typed, { whole, zero });
    return most !== undefined && (value ?? 0) > most ? undefined : value;
  };
  const unreadable = read(text) === undefined;
  return (
    <div class="amount">
      <label class="amount-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode={whole ? 'numeric' : 'decimal'}
        autocomplete="off"
        value={text}
        aria-invalid={unreadable}
        aria-describedby={`${id}-said`}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          const value = read(currentTarget.value);
          if (value !== undefined) onValue(value);
        }}
      />
      <div id={`${id}-said`} class="said" role="alert">
        {unreadable && <p class="line level-notice">{invalid}</p>}
      </div>
    </div>
  );
}
