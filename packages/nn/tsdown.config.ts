import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/{initializers,losses}/index.ts'],
  root: 'src',
  format: 'esm',
  platform: 'neutral',
  dts: true,
  fixedExtension: false,
  unbundle: true,
  deps: { neverBundle: [/^@thinned\//] },
})
