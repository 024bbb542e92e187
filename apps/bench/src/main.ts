import { CommanderError } from 'commander'
import { program } from './cli/program.ts'
import { UsageError } from './cli/usage-error.ts'

try {
  await program().exitOverride().parseAsync()
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`error: ${error.message}\n`)
    process.exitCode = 2
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    throw error
  }
}
