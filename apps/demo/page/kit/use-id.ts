import { useState } from 'preact/hooks'

let given = 0

/** An id that no other element of the document has. Preact's own are unique within one figure only, and a document holds many. */
export function useId(): string {
  const [id] = useState(() => {
    given += 1
    return `id-${given}`
  })
  return id
}
