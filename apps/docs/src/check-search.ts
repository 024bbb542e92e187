import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'

/** What people look for, and the page of prose that they should find. */
const EXPECTED = {
  'monte carlo': 'Monte Carlo dropout',
  'choose keep': 'Choosing keep',
  'batch norm': 'Batch norm and dropout',
  'save model': 'Save, load and serve a model',
  'dropout questions': 'Twenty questions about dropout',
}

/** The number of results that the site shows. */
const SHOWN = 10

interface SearchData {
  readonly rows: readonly { readonly name: string }[]
  readonly index: object
}

interface SearchIndex {
  search(words: string): { readonly ref: string; readonly score: number }[]
}

/** What a search of the site in `folder` should find and does not: a sentence for each. */
export function searchFaults(folder: string): string[] {
  // The library that the site searches with is TypeDoc's own.
  const lunr = createRequire(fileURLToPath(import.meta.resolve('typedoc')))('lunr')
  const script = readFileSync(join(folder, 'assets/search.js'), 'utf8')
  const packed = Buffer.from(script.slice(script.indexOf('"') + 1, script.lastIndexOf('"')), 'base64')
  const { rows, index }: SearchData = JSON.parse(inflateSync(packed).toString())
  const site: SearchIndex = lunr.Index.load(index)
  return Object.entries(EXPECTED).flatMap(([words, expected]) => {
    const found = resultsOf(site, rows, words)
    return found.includes(expected)
      ? []
      : [`A search for "${words}" does not show "${expected}", but ${found.join(', ')}.`]
  })
}

/** The names that the site shows for the words typed: parts of words count, and a name that begins with what was typed counts more. */
function resultsOf(site: SearchIndex, rows: SearchData['rows'], typed: string): string[] {
  const words = typed.split(' ').map((word) => `*${word}*`)
  return site
    .search(words.join(' '))
    .map(({ ref, score }) => ({ name: rows[Number(ref)]!.name, score }))
    .map(({ name, score }) => {
      const begins = name.toLowerCase().startsWith(typed.toLowerCase())
      return { name, score: begins ? (score * 10) / (1 + Math.abs(name.length - typed.length)) : score }
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ name }) => name)
}
