import { exitCodeOf, ignoreBrokenPipe } from './errors.ts'
import { program } from './program.ts'

const print = (line: string): void => void process.stderr.write(`${line}\n`)
ignoreBrokenPipe(process.stdout, (error) => {
  print(`error: Standard output cannot be written: ${error.message}.`)
  process.exitCode = 1
})
ignoreBrokenPipe(process.stderr, () => {})
try {
  await program().exitOverride().parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error, print)
}
