import type { Filter, Outcome, TaskLine, TaskList } from '../../core/app/dashboard/task-list.ts';
import type { Words } from '../../core/words/words.ts';
import { Choice } from '../choice.tsx';

type Props = {
  readonly list: TaskList;
  readonly filter: Filter;
  readonly jobs: readonly { readonly id: string; readonly name: string }[];
  readonly words: Words;
  readonly onFilter: (filter: Filter) => void;
};

/** Tasks of the range, as they are filtered and sorted, page by page. */
export function TaskSection({ list, filter, jobs, words, onFilter }: Props) {
  const { t } = words;
  const to = (page: number) => onFilter({ ...filter, page });
  return (
    <section class="card history" data-history="tasks" aria-labelledby="history-tasks">
      <h3 id="history-tasks">{t('tasks.title')}</h3>
      <Filters list={list} filter={filter} jobs={jobs} words={words} onFilter={onFilter} />
      <p class="quiet" role="status">
        {list.summary}
      </p>
      {list.lines.length === 0 ? <p>{t('tasks.empty')}</p> : <Table lines={list.lines} words={words} />}
      {list.pages > 1 && (
        <nav class="row" aria-label={t('tasks.title')}>
          <button type="button" class="action" disabled={list.page === 0} onClick={() => to(list.page - 1)}>
            {t('tasks.before')}
          </button>
          <span>{list.place}</span>
          <button type="button" class="action" disabled={list.page >= list.pages - 1} onClick={() => to(list.page + 1)}>
            {t('tasks.next')}
          </button>
        </nav>
      )}
    </section>
  );
}

const outcomes: readonly Outcome[] = ['done', 'failed', 'stopped', 'unknown', 'running'];

function Filters({ list, filter, jobs, words, onFilter }: Props) {
  const { t } = words;
  // Another selection begins on its first page.
  const change = (next: Partial<Filter>) => onFilter({ ...filter, page: 0, ...next });
  const any = (text: string) => ({ value: '', text });
  return (
    <div class="choices">
      <Choice
        id="tasks-service"
        label={t('tasks.service')}
        value={filter.service}
        options={[any(t('tasks.all-services')), ...list.services.map(({ key, name }) => ({ value: key, text: name }))]}
        onValue={(service) => change({ service })}
      />
      <Choice
        id="tasks-kind"
        label={t('tasks.kind')}
        value={filter.kind}
        options={[
          any(t('tasks.all-kinds')),
          ...list.kinds.map((kind) => ({
            value: kind,
            text: kind === 'unattributed' ? t('tasks.kind-unattributed') : t(`task.${kind}`),
          })),
        ]}
        onValue={(kind) => change({ kind: kind as Filter['kind'] })}
      />
      {jobs.length > 0 && (
        <Choice
          id="tasks-job"
          label={t('tasks.job')}
          value={filter.job}
          options={[any(t('tasks.all-jobs')), ...jobs.map(({ id, name }) => ({ value: id, text: name }))]}
          onValue={(job) => change({ job })}
        />
      )}
      <Choice
        id="tasks-outcome"
        label={t('tasks.outcome')}
        value={filter.outcome}
        options={[
          any(t('tasks.all-outcomes')),
          ...outcomes.map((one) => ({ value: one, text: t(`tasks.outcome-${one}`) })),
        ]}
        onValue={(outcome) => change({ outcome: outcome as Filter['outcome'] })}
      />
      <Choice
        id="tasks-sort"
        label={t('tasks.sort')}
        value={filter.sort}
        options={(['time', 'cost'] as const).map((one) => ({ value: one, text: t(`tasks.sort-${one}`) }))}
        onValue={(sort) => change({ sort: sort as Filter['sort'] })}
      />
      <div class="amount search">
        <label class="amount-label" for="tasks-search">
          {t('tasks.search')}
        </label>
        <input
          id="tasks-search"
          type="search"
          value={filter.search}
          onInput={({ currentTarget }) => change({ search: currentTarget.value })}
        />
      </div>
    </div>
  );
}

/** On a narrow screen each row becomes a block of its own, with the names of its cells beside them. */
function Table({ lines, words }: { readonly lines: readonly TaskLine[]; readonly words: Words }) {
  const { t } = words;
  const columns = ['when', 'what', 'service', 'cost', 'how', 'outcome', 'job'] as const;
  const cellsOf = (line: TaskLine) => [line.service, line.cost, t(`tasks.how-${line.how}`), line.outcome, line.job];
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a table laid out in blocks is no table any more unless it says so.
    <table class="tasks" role="table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`tasks.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} data-task-line={line.how}>
            <td class="when">
              <time dateTime={new Date(line.at).toISOString()}>{line.when}</time>
            </td>
            <th scope="row">{line.what}</th>
            {cellsOf(line).map((text, n) => (
              <td key={columns[n + 2]} data-label={t(`tasks.${columns[n + 2] ?? 'job'}`)}>
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
