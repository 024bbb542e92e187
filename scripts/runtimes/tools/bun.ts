import { inChromium, pageOf, type Tool } from '../tool.ts'

const TEST = `
import { expect, test } from 'bun:test'
import { key } from 'thinned'

test('a key', () => expect(key(42)).toBeDefined())
`

export const tool: Tool = {
  packages: { bun: '1.4.5' },
  ci: false,
  setting: 'nothing; for a page the modules of workers as further entries',
  workers: true,
  files: ({ javascript }) => ({ 'main.js': javascript, 'key.test.js': TEST, 'dist/index.html': pageOf('main.js') }),
  async run(project) {
    const printed = project.run('bun', 'main.js')
    project.run('bun', 'test')
    project.run('bun', 'build', 'main.js', 'train.js', 'member.js', '--minify', '--target=browser', '--outdir=dist')
    return { Bun: printed, ...(await inChromium(project.page('dist'))) }
  },
}
