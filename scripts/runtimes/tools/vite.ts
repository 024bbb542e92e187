import { inChromium, pageOf, type Tool } from '../tool.ts'

export const tool: Tool = {
  packages: { vite: '8.4.0' },
  ci: true,
  setting: 'nothing',
  workers: true,
  files: ({ javascript }) => ({ 'main.js': javascript, 'index.html': pageOf('/main.js') }),
  async run(project) {
    project.run('vite', 'build')
    return inChromium(project.page('dist'))
  },
}
