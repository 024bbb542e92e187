import { DropoutError } from '../dropout-error.ts'

/** Refuses settings other than finite numbers above 0. */
export function checkAboveZero(variant: string, settings: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(settings))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw new DropoutError(`${variant} was given ${name} ${value}; it takes a finite number above 0.`)
}

/** Refuses step counts other than integers from 1. */
export function checkSteps(schedule: string, steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new DropoutError(`${schedule} was given ${steps} steps; it takes an integer from 1.`)
}

/** Refuses widths other than integers from 1. */
export function checkWidths(variant: string, widths: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(widths))
    if (!Number.isInteger(value) || value < 1)
      throw new DropoutError(`${variant} was given ${value} ${name}; it takes an integer from 1.`)
}
