import { defineConfig } from 'vitest/config'

/** Where .ci/run wants the counts of the tests, if it is what runs them. */
const report = process.env['THINNED_TEST_REPORT']

export default defineConfig({
  test: {
    // Node runs the sources itself: no module-runner getters in the hot loops.
    experimental: { viteModuleRunner: false },
    execArgv: ['--conditions=@thinned/source'],
    // The files of a worker share its modules: loading them anew for each file took more than half of all time. No test replaces modules.
    isolate: false,
    include: ['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts'],
    coverage: { include: ['packages/*/src/**'] },
    reporters: ['default', ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
  },
})
