import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asFunction } from '../example.ts'
import type { Tool } from '../tool.ts'

/** A test that writes what the example prints into a file: Jest adds to what is logged. */
const testOf = (example: string, printed: string): string => `
import { writeFileSync } from 'node:fs'
import { main } from './${example}'

test('the example runs', async () => {
  const lines = []
  await main((...values) => lines.push(values.map(String).join(' ')))
  writeFileSync('${printed}', lines.join('\\n'))
}, 60_000)
`

/** The settings that docs/guides/tests.md names. */
const MODULES = { testMatch: ['**/*.test.mjs'], transform: {} }
const REQUIRED = { testMatch: ['**/*.test.js'] }
const BABEL = { testMatch: ['**/*.test.js'], transformIgnorePatterns: ['/node_modules/(?!(thinned|@thinned)/)'] }

export const tool: Tool = {
  packages: { jest: '30.5.2', '@babel/preset-env': '7.28.5' },
  ci: true,
  setting: '[one of two settings](guides/tests.md#jest)',
  files: ({ javascript }) => ({
    'modules.json': JSON.stringify(MODULES),
    'example.mjs': asFunction(javascript),
    'example.test.mjs': testOf('example.mjs', 'modules.txt'),
    'required.json': JSON.stringify(REQUIRED),
    'babel.config.json': JSON.stringify({ presets: [['@babel/preset-env', { targets: { node: 'current' } }]] }),
    'babel.json': JSON.stringify(BABEL),
    'example.js': asFunction(javascript),
    'example.test.js': testOf('example.js', 'babel.txt'),
  }),
  async run(project) {
    const jest = 'node_modules/jest/bin/jest.js'
    project.node('--experimental-vm-modules', jest, '--config', 'modules.json')
    project.node('--experimental-vm-modules', jest, '--config', 'required.json')
    project.node(jest, '--config', 'babel.json')
    return {
      '`--experimental-vm-modules`': readFileSync(join(project.folder, 'modules.txt'), 'utf8'),
      Babel: readFileSync(join(project.folder, 'babel.txt'), 'utf8'),
    }
  },
}
