import { inChromium, pageOf, type Tool } from '../tool.ts'

export const tool: Tool = {
  packages: { rolldown: '1.3.3' },
  ci: false,
  setting: 'nothing; the module of members as another entry',
  workers: true,
  files: ({ javascript }) => ({ 'main.js': javascript, 'dist/index.html': pageOf('main.js') }),
  async run(project) {
    project.run('rolldown', 'main.js', 'member.js', '--minify', '--dir', 'dist')
    return inChromium(project.page('dist'))
  },
}
