import { exitCodeOf } from './exit-code-of.ts'
import { program } from './program.ts'

try {
  await program().exitOverride().parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error, (line) => process.stderr.write(`${line}\n`))
}
