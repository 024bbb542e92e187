import type { Tool } from '../tool.ts'

/** Workers of the DOM's types. */
const WORKER = `
import { ensemble, fitInWorker, key, linear } from 'thinned'

const worker = () => new Worker(new URL('./train.js', import.meta.url), { type: 'module' })
export const inWorker = (signal: AbortSignal) => fitInWorker(worker(), { model: linear(2, 3), settings: { keep: 0.5 }, signal })
export const onWorkers = () => ensemble({ worker }, { members: 3, key: key(42) })
`

const compilerOptions = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
  strict: true,
  skipLibCheck: false,
  rootDir: '.',
}

const config = (more: object): string =>
  JSON.stringify({ compilerOptions: { ...compilerOptions, ...more }, files: ['main.ts', 'worker.ts'] })

export const tool: Tool = {
  packages: { typescript: '7.0.2', 'typescript-5': 'npm:typescript@5.9.3', 'typescript-5-4': 'npm:typescript@5.4.5' },
  manifest: { type: 'module' },
  ci: false,
  setting: '`module: "nodenext"` or `moduleResolution: "bundler"`; the lib of ES2022 with `dom` suffices',
  files: ({ typescript }) => ({
    'main.ts': typescript,
    'worker.ts': WORKER,
    'nodenext.json': config({ module: 'nodenext', outDir: 'nodenext' }),
    'bundler.json': config({ module: 'esnext', moduleResolution: 'bundler', noEmit: true }),
  }),
  async run(project) {
    const printed: Record<string, string> = {}
    for (const [name, version] of Object.entries(this.packages)) {
      const tsc = `node_modules/${name}/bin/tsc`
      project.node(tsc, '-p', 'bundler.json')
      project.node(tsc, '-p', 'nodenext.json')
      printed[version.replace(/^.*@/, '')] = project.node('nodenext/main.js')
    }
    return printed
  },
}
