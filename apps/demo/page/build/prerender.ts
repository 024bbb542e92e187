import { join } from 'node:path'
import { defaultServerConditions, type Plugin, runnerImport } from 'vite'

const page = join(import.meta.dirname, '..')

/** What makes the body of a page, by the mark in its HTML. */
const bodies = {
  '<!--page-->': ['document.tsx', 'documentHtml'],
  '<!--embed-->': ['element/embed-document.tsx', 'embedHtml'],
} as const

/** Puts the text of a page into its HTML, at the place of its mark, so that it reads before any script and without one. */
export function prerender(): Plugin {
  return {
    name: 'prerender',
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        for (const [mark, [file, name]] of Object.entries(bodies)) {
          if (!html.includes(mark)) continue
          const { module } = await runnerImport<Record<string, () => string>>(join(page, file), {
            configFile: false,
            root: page,
            resolve: { conditions: ['@thinned/source', ...defaultServerConditions] },
          })
          return html.replace(mark, module[name]!)
        }
        return html
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
