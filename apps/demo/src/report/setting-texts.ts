import type { RunSettings } from '../settings.ts'

/** The settings by the names of their options, to repeat the run. */
export function settingTexts({ table, data, ...others }: RunSettings): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...(table ?? { data }), ...others })
      .map(([name, value]) => [optionOf(name), valueText(value)] as const)
      .filter(([, text]) => text !== ''),
  )
}

const optionOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** A value as its option takes it: names of columns quoted where they hold a comma. */
function valueText(value: unknown): string {
  if (!Array.isArray(value)) return value === undefined ? '' : String(value)
  return value.map((each) => (/[",]/.test(each) ? `"${String(each).replaceAll('"', '""')}"` : each)).join(',')
}
