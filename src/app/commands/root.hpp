// The program's command line: one command per file beside this one.
#pragma once

namespace truewait::app {

/// Carries out what the arguments say.
/// @return the exit code: 0, 2 for arguments nobody understands, else what the command says
int run(int argc, char** argv);

}  // namespace truewait::app
