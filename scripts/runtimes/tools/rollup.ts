import { inChromium, pageOf, type Tool } from '../tool.ts'

export const tool: Tool = {
  packages: { rollup: '4.68.8', '@rollup/plugin-node-resolve': '16.0.3' },
  ci: false,
  setting: 'the plugin that finds packages; the modules of workers as further entries',
  workers: true,
  files: ({ javascript }) => ({ 'main.js': javascript, 'dist/index.html': pageOf('main.js') }),
  async run(project) {
    project.run(
      'rollup',
      'main.js',
      'train.js',
      'member.js',
      '--plugin',
      'node-resolve',
      '--dir',
      'dist',
      '--format',
      'es',
    )
    return inChromium(project.page('dist'))
  },
}
