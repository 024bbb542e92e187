import { inChromium, pageOf, type Tool } from '../tool.ts'

export const tool: Tool = {
  packages: { esbuild: '0.28.2' },
  ci: true,
  setting: 'nothing (`--format=esm`, for a top-level await); the modules of workers as further entries',
  workers: true,
  files: ({ javascript }) => ({ 'main.js': javascript, 'dist/index.html': pageOf('main.js') }),
  async run(project) {
    project.run('esbuild', 'main.js', 'train.js', 'member.js', '--bundle', '--minify', '--format=esm', '--outdir=dist')
    return inChromium(project.page('dist'))
  },
}
