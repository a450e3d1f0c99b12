import { useId } from 'preact/hooks';
import { Fills, fillOf } from './fills.tsx';
import { type ChartProps, Frame, NoChart } from './frame.tsx';
import { type ShareData, shareLayout } from './share-layout.ts';
import { useWidth } from './width.ts';

/** One total in one bar: what it went on, against what was planned. */
export function ShareChart(props: ChartProps & ShareData) {
  const { name, finding, empty, words, parts } = props;
  const [element, width] = useWidth(props.width);
  const id = useId();
  const layout = shareLayout(props, width);
  if (layout === null) return <NoChart kind="share" name={name} empty={empty} />;
  const { box, pieces, plan } = layout;
  return (
    <Frame
      {...{ kind: 'share', name, finding, words, element, width }}
      height={layout.height}
      plot={box}
      stops={layout.stops}
      rest=""
      legend={pieces.map(({ key, text, fill }) => ({
        ...{ key, name: text },
        swatch: <rect x="3" width="12" height="12" rx="2" fill={fillOf(id, fill)} />,
      }))}
      table={layout.table}
    >
      <Fills id={id} count={parts.length} />
      <rect
        class="chart-track"
        x={box.left}
        y={box.top}
        width={box.right - box.left}
        height={box.bottom - box.top}
        rx="4"
      />
      {pieces.map(({ key, fill, box }) => (
        <rect
          key={key}
          x={box.left}
          y={box.top}
          width={Math.max(0.5, box.right - box.left - 1.5)}
          height={box.bottom - box.top}
          rx="2"
          fill={fillOf(id, fill)}
        />
      ))}
      {plan !== null && (
        <g class="chart-plan">
          <line x1={plan.x} x2={plan.x} y1={box.top - 4} y2={box.bottom + 4} />
          <text x={plan.labelX} y={box.top - 9} text-anchor="middle">
            {plan.label}
          </text>
        </g>
      )}
    </Frame>
  );
}
