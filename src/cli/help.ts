export const help = `leanscope: what each function of a Node.js application costs in CPU, memory, bandwidth and money

  leanscope run [options] [-- command args…]    measure an application; with no command, what the project says (npm start …)
  leanscope report RUN --format NAME            render a stored run again  [--out FILE]; NAME is html, md, json, sarif, or for
                                                other profilers cpuprofile, pprof, speedscope
  leanscope compare BASE HEAD                   what differs between two stored runs  [--json FILE] [--md FILE]; BASE and HEAD may
                                                be files that run --json wrote; ends with 1 where HEAD is worse
  leanscope compare --base REV [--head REV] [-- command args…]
                                                what a change did: two versions from git (HEAD's is the working tree, if not named)
                                                measured side by side, with a verdict; ends with 1 where it is worse or answers
                                                differently
  leanscope annotate FILE                       which functions and lines a profile of V8, a trace of Chrome or a profile of pprof is
                                                about  [--json FILE] [--cwd DIR]
  leanscope price RUN [options]                 recompute money without measuring again
  leanscope scenario create [-- command]        writes what the application serves into leanscope.json, to be edited  [--from FILE]
  leanscope scenario export --to k6|artillery   a script for that load engine  [--scenario FILE] [--out FILE] [--url URL]
                                                [--requests-per-second N] [--duration-seconds N]
  leanscope runs                                list stored runs
  leanscope runs delete RUN…                    remove stored runs, by name or  [--older-than 30d] [--all]
  leanscope runs compact                        pack their Reports, so that they take less room
  leanscope processes                           list running Node.js applications that --pid can measure
  leanscope doctor                              what would stop a trustworthy measurement on this machine
  leanscope calibrate [--as PROVIDER/INSTANCE]  how fast this machine is; on a server, prints a token to bring back
  leanscope prices [refresh|forget]             which prices are in force; reads the providers' public lists  [--provider P --region R]
  leanscope calibrate --token TOKEN             keep a server's token: absolute figures become ±18 % instead of ±30 %

RUN is a stored run's id, the beginning of one, "last", or "previous".

Options of run
  --cwd DIR              the application's folder                              (the current one)
  --launch NAME          that configuration of .vscode/launch.json
  --pid N                an application that is running: measured without a restart, and left running
  --port N               the port to load                                      (the first that speaks HTTP)
  --url URL              the address to load; loopback only, unless
  --allow-host NAME      confirms that host by its name
  --scenario FILE        the requests to send: ours as JSON or YAML, an .http file, OpenAPI 3 or HAR
                         (leanscope.json, else the app's GET routes)
  --budget-seconds N     the whole measurement                                 (30)
  --complete             leave nothing out for lack of time: the budget says how long each part is meant to take, and a machine
                         that is slow or busy takes longer for it
  --script               not a server: run it from start to end, as often as the budget allows
  --seconds N            not a server, but runs on (a queue consumer): measured at its own work for so long; nothing is sent
  --per CHANNEL          with --seconds: figures per message that it publishes on this diagnostics channel, not per second
  --knobs                also try settings of V8 and Node.js, each on an instance of its own; doubles the default budget
  --findings NAME=N,…     limit=5: at most so many; threshold=2%: from that part of the CPU, or bytes, on; a rule's own: hot-function=10%
  --sizes                see how cost grows with what is asked for (?limit=, /:n), even where time is short: 30 % of it
  --limits NAME=N,…      what the load never exceeds: rate=50,connections=4,seconds=60,megabytes=100
  --engine NAME          auto, v8-profiler-next or inspector                   (auto)
  --load-evidence FILE   what k6 or Artillery measured, to be shown beside; also an option of report
  --json FILE            write the Report; "-" for stdout
  --html FILE            write the report page, with excerpts of your code beside their cost
  --no-source            leave the excerpts out
  --md FILE              write a Markdown summary
  --problems             also a line for each finding and broken budget, for an editor or a build to read: file:line: severity: …
  --no-store             do not keep the run under .leanscope/
  --quiet                no progress and no summary

Options of compare --base
  --cwd DIR, --scenario FILE, --json FILE, --md FILE, --quiet   as for run
  --setup "COMMAND"      makes each version ready, in place of installing its packages and building it
  --least N%             a smaller difference counts as none                   (3%)
  --max-seconds N        ends undecided after so long; most end sooner         (600)

Options of price
  --traffic average=N,…                        requests/s; also peak=2.5, peak-hour=20, daily=24 figures, weekly=7 figures (1:2:…),
                                               growth=4% a month, burst=1.3, cached=80% of bytes; a bare figure is the average
  --campaign START/DAYS/TIMES[/RAMP DAYS/NAME] for example 2027-11-26/4/3; may be repeated
  --deployment PROVIDER/REGION/INSTANCE,…      for example aws/eu-west-1/c7g.large; also purchase=spot, purchase=committed and
                                               discount=30%, share=70%, instances=4, workers=2, utilization=60%, min=2, spare=1,
                                               headroom=20%, backend=900 requests/s, extras=load-balancer+nat+kubernetes
  --what-if FUNCTION=2x                        what it is worth to make a function so much faster; may be repeated
  --engineering usd-per-hour=N,hours=N         for the payback
  --requests-per-second N                      the same as --traffic average=N
  --json FILE                                  as above

Exit codes: 0 done; 1 a budget or comparison failed; 2 the call is wrong; 3 the application could not be measured;
4 a bug of ours; 130 interrupted.`;
