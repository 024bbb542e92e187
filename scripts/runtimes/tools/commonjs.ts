import type { Tool } from '../tool.ts'

const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

export const tool: Tool = {
  packages: { 'node-20': `npm:${platform}@20.19.0`, 'node-22': `npm:${platform}@22.12.0` },
  ci: true,
  setting: 'nothing',
  files: ({ javascript }) => ({
    'main.cjs': `async function main() {\n${javascript.replace(
      /^import (\{[^}]*\}) from ('[^']+')/gm,
      'const $1 = require($2)',
    )}\n}\nmain()\n`,
  }),
  async run(project) {
    return {
      'Node 20.19.0': project.run('node_modules/node-20/bin/node', 'main.cjs'),
      'Node 22.12.0': project.run('node_modules/node-22/bin/node', 'main.cjs'),
    }
  },
}
