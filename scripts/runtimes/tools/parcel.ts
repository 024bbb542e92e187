import { inChromium, pageOf, type Tool } from '../tool.ts'

export const tool: Tool = {
  packages: { parcel: '2.16.4' },
  manifest: {
    '@parcel/resolver-default': { packageExports: true },
    '@parcel/bundler-default': { disableSharedBundles: true },
  },
  ci: false,
  setting: '[two lines in package.json](guides/browsers.md#bundlers)',
  workers: true,
  files: ({ javascript }) => ({ 'main.js': javascript, 'index.html': pageOf('main.js') }),
  async run(project) {
    project.run('parcel', 'build', 'index.html', '--no-cache')
    return inChromium(project.page('dist'))
  },
}
