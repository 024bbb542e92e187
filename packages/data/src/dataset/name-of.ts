/** What errors and parts call a data set; in JavaScript it may lack its name. */
export function nameOf({ name }: { readonly name?: string }): string {
  return name ?? 'the data set'
}
