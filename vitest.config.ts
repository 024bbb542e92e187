import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Node runs the sources itself: no module-runner getters in the hot loops.
    experimental: { viteModuleRunner: false },
    execArgv: ['--conditions=@thinned/source'],
    include: ['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts'],
    coverage: { include: ['packages/*/src/**'] },
  },
})
