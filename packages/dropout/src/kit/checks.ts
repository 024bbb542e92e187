import { formatValue } from '@thinned/schema'
import { DropoutError } from '../dropout-error.ts'

/** Refuses widths other than integers from 1. */
export function checkWidths(variant: string, widths: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(widths))
    if (!Number.isInteger(value) || value < 1)
      throw new DropoutError(`${variant} was given ${formatValue(value)} ${name}; it takes an integer from 1.`)
}
