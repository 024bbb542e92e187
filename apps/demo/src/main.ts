import { exitCodeOf } from './exit-code-of.ts'
import { program } from './program.ts'
import { survive } from './survive.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)
survive(process.stdout, (error) => {
  say(`error: Standard output cannot be written: ${error.message}.`)
  process.exitCode = 1
})
survive(process.stderr, () => {})
try {
  await program().exitOverride().parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error, say)
}
