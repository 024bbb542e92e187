import { CommanderError } from 'commander'
import { program } from './program.ts'
import { UsageError } from './usage-error.ts'

const command = program().exitOverride()
try {
  await command.parseAsync()
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`error: ${error.message}\n`)
    process.exitCode = 2
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else if (error instanceof Error && error.name.endsWith('Error') && error.name !== 'Error') {
    process.stderr.write(`error: ${error.message}\n`)
    process.exitCode = 1
  } else {
    throw error
  }
}
