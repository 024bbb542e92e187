/** The user pressed Ctrl-C: no result, exit code 130. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  constructor() {
    super('Stopped before the end; nothing was written.')
  }
}
