import { inChromium, pageOf, type Tool } from '../tool.ts'

export const tool: Tool = {
  packages: { rolldown: '1.3.3' },
  ci: false,
  setting: 'nothing; the modules of workers as further entries',
  workers: true,
  files: ({ javascript }) => ({ 'main.js': javascript, 'dist/index.html': pageOf('main.js') }),
  async run(project) {
    project.run('rolldown', 'main.js', 'train.js', 'member.js', '--minify', '--dir', 'dist')
    return inChromium(project.page('dist'))
  },
}
