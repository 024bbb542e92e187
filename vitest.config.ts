import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Where .ci/run wants the counts of the tests, if it is what runs them. */
const report = process.env['THINNED_TEST_REPORT']

// What Node compiled of the sources is kept for the many processes that tests start. Coverage is less exact with it.
if (!process.argv.includes('--coverage'))
  process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

export default defineConfig({
  test: {
    // Node runs the sources itself: no module-runner getters in the hot loops.
    experimental: { viteModuleRunner: false },
    execArgv: ['--conditions=@thinned/source'],
    // The files of a worker share its modules: loading them anew for each file took more than half of all time. No test replaces modules.
    isolate: false,
    // Tests often wait for the processes and threads that they start. On two processors Vitest would have one worker, and leave one of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // For those that count tensors, which are those of every file: the collector gives none back.
    setupFiles: [join(import.meta.dirname, 'scripts/test-setup.ts')],
    testTimeout: 30_000, // machines may be busy
    include: ['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,test,page}/**/*.test.ts', 'scripts/**/*.test.ts'],
    coverage: { include: ['packages/*/src/**'] },
    reporters: ['default', ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
  },
})
