import { inChromium, pageOf, type Tool } from '../tool.ts'

const BUILD = `
import webpack from 'webpack'

webpack({ mode: 'production', entry: './main.js' }, (error, stats) => {
  if (!error && !stats.hasErrors()) return
  console.error(error ?? stats.toString())
  process.exitCode = 1
})
`

export const tool: Tool = {
  packages: { webpack: '5.113.0' },
  ci: true,
  setting: 'nothing',
  workers: true,
  files: ({ javascript }) => ({
    'main.js': javascript,
    'build.mjs': BUILD,
    'dist/index.html': pageOf('main.js'),
  }),
  async run(project) {
    project.node('build.mjs')
    return inChromium(project.page('dist'))
  },
}
