import type { Block, Line, Plot, Section } from '../page/block.ts'
import type { Reported } from '../reported.ts'
import type { AnyRecord, NamedRun } from '../runs.ts'

/** The learning curves. */
export function curves({ runs }: Pick<Reported, 'runs'>): Section | undefined {
  const plots: Plot[] = runs.map((run) => ({
    title: run.name ? `Loss, ${run.name}` : 'Loss',
    x: { label: 'epoch' },
    y: { label: 'loss' },
    lines: [
      line(run, 'training', ({ loss }) => loss),
      line(run, 'training, thinned', ({ thinnedLoss }) => thinnedLoss),
      line(run, 'validation', ({ validationLoss }) => validationLoss),
    ],
  }))
  const blocks: Block[] = [{ kind: 'plots', plots }]
  return { title: 'Learning curves', blocks }
}

function line(run: NamedRun, label: string, of: (record: AnyRecord) => number | undefined): Line {
  return { label, color: 0, points: run.history.map((record) => [record.epoch + 1, of(record) ?? null]) }
}
