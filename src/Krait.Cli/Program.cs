using Krait.Cli;
using Krait.Cli.Output;

return KraitCommand.Run(args, Terminal.ForProcess());
