/**
 * Makes docs/report.png: three views of the page that the demo writes, side by side, as Chromium shows them.
 *
 *     node scripts/report-picture.ts
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pnpm, run } from './command.ts'
import { findChromium } from './runtimes/chromium.ts'

const ROOT = join(import.meta.dirname, '..')
const [WIDTH, HEIGHT, GAP] = [560, 640, 12]
/** The top, the learning curves, what the units do. */
const VIEWS = ['', '#section-2', '#section-5']

const chromium = findChromium()
if (chromium === undefined) throw new Error('No Chromium was found; install one, and run this again.')
const folder = mkdtempSync(join(tmpdir(), 'thinned-picture-'))
try {
  const report = join(folder, 'report.html')
  pnpm(['--silent', 'demo', '--report', report], ROOT)
  const frames = VIEWS.map((view) => `<iframe src="${pathToFileURL(report)}${view}"></iframe>`)
  const style = `body { margin: 0; display: flex; gap: ${GAP}px; background: #888 } iframe { border: 0; width: ${WIDTH}px; height: ${HEIGHT}px }`
  const page = join(folder, 'views.html')
  writeFileSync(page, `<!doctype html><style>${style}</style>${frames.join('')}`)
  const size = `${VIEWS.length * (WIDTH + GAP) - GAP},${HEIGHT}`
  run(
    chromium,
    [
      ...[
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        `--user-data-dir=${join(folder, 'profile')}`,
      ],
      ...[`--screenshot=${join(ROOT, 'docs/report.png')}`, `--window-size=${size}`, pathToFileURL(page).href],
    ],
    ROOT,
  )
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
