import { join } from 'node:path'
import { defaultServerConditions, type Plugin, runnerImport } from 'vite'

const page = join(import.meta.dirname, '..')

/** Puts the text of the page into its HTML, at the place of `<!--page-->`, so that it reads before any script and without one. */
export function prerender(): Plugin {
  return {
    name: 'prerender',
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        const { module } = await runnerImport<{ documentHtml(): string }>(join(page, 'document.tsx'), {
          configFile: false,
          root: page,
          resolve: { conditions: ['@thinned/source', ...defaultServerConditions] },
        })
        return html.replace('<!--page-->', () => module.documentHtml())
      },
    },
    /** A page that is opened as a file reads its style only without the attribute. */
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'asset' && file.fileName.endsWith('.html'))
            file.source = String(file.source).replaceAll(' crossorigin', '')
      },
    },
  }
}
