import { NnError } from './nn-error.ts'

/** Refuses what cannot name a child. Objects put keys that look like integers first, which would change the order of the layers. */
export function checkName(name: string): void {
  if (name === '' || name === '__proto__' || name.includes('/') || /^\d+$/.test(name))
    throw new NnError(
      `A layer is named "${name}"; a name is not empty, not __proto__, not digits alone, and holds no slash, which separates paths.`,
    )
}
