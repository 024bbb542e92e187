// The process of a program beside. Argument: its command, for the shell.
import { runBeside } from './run-beside.ts'

await runBeside(process.argv[2]!)
