import { inChromium, pageOf, type Tool } from '../tool.ts'

export const tool: Tool = {
  packages: { rolldown: '1.3.3' },
  ci: false,
  setting: 'nothing',
  files: ({ javascript }) => ({ 'main.js': javascript, 'dist/index.html': pageOf('main.js') }),
  async run(project) {
    project.run('rolldown', 'main.js', '--minify', '--file', 'dist/main.js')
    return inChromium(project.page('dist'))
  },
}
