# Snippets that must do the same with ForEach-Object and with Measure-MdfOperator: the word EACH stands for either.
# Each runs in a runspace of its own; its output, its streams and what it throws are compared, errors with all that they
# tell of their origin. Throw-Problem.ps1 is beside this file. Not here: 2>&1 on the command, which ForEach-Object loses,
# and -ErrorAction, which it leaves alone.
$native = if ($IsWindows) { "cmd /c 'echo warn 1>&2& echo out'" } else { "/bin/sh -c 'echo warn >&2; echo out'" }
$failing = if ($IsWindows) { "cmd /c 'echo warn 1>&2& exit 3'" } else { "/bin/sh -c 'echo warn >&2; exit 3'" }
$useErrors = '$PSNativeCommandUseErrorActionPreference = $true'
@(
    @{ Name = 'passes records on'; Script = '1..5 | EACH { $_ }' }
    @{ Name = 'filters'; Script = '1..10 | EACH { if ($_ % 2) { $_ } }' }
    @{ Name = 'fans out'; Script = '1..3 | EACH { $_; $_ * 10; "x$_" }' }
    @{ Name = 'puts out null'; Script = '1..3 | EACH { $null } | ForEach-Object { "[$($null -eq $_)]" }' }
    @{ Name = 'takes null as input'; Script = '$null, 1, $null | EACH { "[$_]" }' }
    @{ Name = 'puts out an array as its elements'; Script = '1..2 | EACH { @(1, 2, 3) }' }
    @{ Name = 'keeps a wrapped array whole'; Script = '1..2 | EACH { , @(1, 2) } | ForEach-Object { $_.Count }' }
    @{ Name = 'puts out an empty array as nothing'; Script = '1..3 | EACH { @() }' }
    @{ Name = 'takes arrays as records'; Script = '@(, @(1, 2)), @(, @(3, 4, 5)) | EACH { $_.Count }' }
    @{ Name = 'takes an empty pipeline'; Script = '@() | EACH { "never" }; "after"' }
    @{ Name = 'runs once without a pipeline'; Script = 'EACH { "once [$_]" }' }
    @{ Name = 'takes -InputObject whole'; Script = 'EACH -InputObject 1, 2, 3 -Process { $_.Count }' }
    @{ Name = 'changes variables of the caller'; Script = '$count = 0; 1..5 | EACH { $count++ }; $count' }
    @{ Name = 'creates variables of the caller'; Script = '1..3 | EACH { $last = $_ }; $last' }
    @{ Name = 'changes arrays of the caller'; Script = '$all = @(); 1..3 | EACH { $all += $_ }; $all.Count' }
    @{ Name = 'sees script scope'; Script = '$script:n = 1; 1..3 | EACH { $script:n += $_ }; $script:n' }
    @{ Name = 'works in a function'; Script = 'function f { $n = 5; 1..3 | EACH { $n += $_ }; $n }; f' }
    @{ Name = 'leaves the caller''s $_ alone'; Script = '"a" | ForEach-Object { 1..2 | EACH { $_ }; "still $_" }' }
    @{ Name = 'leaves $_ alone inside Where-Object'; Script = '1..4 | Where-Object { $x = 9 | EACH { $_ }; $_ -gt 2 }' }
    @{ Name = 'nests'; Script = '1..2 | EACH { $a = $_; 1..2 | EACH { "$a-$_" } }' }
    @{ Name = 'stands twice in one pipeline'; Script = '1..4 | EACH { $_ + 1 } | EACH { $_ * 2 }' }
    @{ Name = 'goes to the next record on return'; Script = '1..4 | EACH { if ($_ -eq 2) { return }; $_ }' }
    @{ Name = 'puts out what return gives'; Script = '1..3 | EACH { return $_ * 2; "never" }' }
    @{ Name = 'leaves the enclosing loop on break'; Script = 'foreach ($i in 1..3) { 1..3 | EACH { if ($_ -eq 2) { break }; "$i$_" } }; "end"' }
    @{ Name = 'continues the enclosing loop'; Script = 'foreach ($i in 1..3) { 1..3 | EACH { if ($_ -eq 2) { continue }; "$i$_" }; "never" }; "end"' }
    @{ Name = 'leaves a labelled loop'; Script = ':outer foreach ($i in 1..3) { foreach ($j in 1..2) { 1 | EACH { if ($i -eq 2) { break outer } }; "$i$j" } }' }
    @{ Name = 'throws on'; Script = 'try { 1..3 | EACH { if ($_ -eq 2) { throw "bad $_" }; $_ } } catch { "caught $($_.Exception.Message) $($_.FullyQualifiedErrorId)" }' }
    @{ Name = 'throws out of the script'; Script = '1..3 | EACH { if ($_ -eq 2) { throw "bad $_" }; $_ }; "not reached"' }
    @{ Name = 'throws objects on'; Script = 'try { 1 | EACH { throw [System.InvalidOperationException]::new("no") } } catch [System.InvalidOperationException] { "typed $($_.Exception.Message)" }' }
    @{ Name = 'runs finally'; Script = 'try { 1..2 | EACH { try { throw "x" } finally { "cleanup" } } } catch { "caught" }' }
    @{ Name = 'catches inside'; Script = '1..3 | EACH { try { if ($_ -eq 2) { throw "x" }; $_ } catch { "caught $_" } }' }
    @{ Name = 'traps inside'; Script = '1..3 | EACH { trap { "trapped"; continue }; if ($_ -eq 2) { throw "x" }; $_ }' }
    @{ Name = 'writes errors and goes on'; Script = '1..3 | EACH { if ($_ -eq 2) { Write-Error "bad $_" }; $_ }' }
    @{ Name = 'ends a statement on a cmdlet''s terminating error'; Script = '1..2 | EACH { Throw-Problem "t$_"; "after $_" }' }
    @{ Name = 'catches a cmdlet''s terminating error'; Script = 'try { 1..2 | EACH { Throw-Problem "t$_"; "after" } } catch { "caught $_" }' }
    @{ Name = 'ends a statement on a bad cast'; Script = '"1", "x", "3" | EACH { [int]$_ }' }
    @{ Name = 'ends the pipeline on a bad cast inside try'; Script = 'try { "1", "x", "3" | EACH { [int]$_ } } catch { "caught" }' }
    @{ Name = 'divides by zero'; Script = '2, 0, 1 | EACH { 10 / $_ }' }
    @{ Name = 'does not know a command'; Script = '1..2 | EACH { No-SuchCommand $_; $_ }' }
    @{ Name = 'makes errors terminating by preference'; Script = '$ErrorActionPreference = "Stop"; try { 1..3 | EACH { Write-Error "bad $_"; $_ } } catch { "caught $_" }' }
    @{ Name = 'silences errors by preference'; Script = '$ErrorActionPreference = "SilentlyContinue"; 1..3 | EACH { Write-Error "bad $_"; $_ }' }
    @{ Name = 'collects errors in a variable'; Script = '1..3 | EACH { Write-Error "bad $_" } -ErrorVariable problems; $problems.Count; "$($problems[0])"' }
    @{ Name = 'collects output in a variable'; Script = '$null = 1..3 | EACH { $_ * 2 } -OutVariable kept; $kept.Count; $kept[2]' }
    @{ Name = 'sends errors to null'; Script = '1..3 | EACH { Write-Error "bad $_"; $_ } 2>$null' }
    @{ Name = 'keeps output before an error'; Script = 'try { 1..2 | EACH { "before $_"; throw "x" } } catch { "caught" }' }
    @{ Name = 'stops early'; Script = '$seen = 0; 1..100 | EACH { $seen++; $_ } | Select-Object -First 3; $seen' }
    @{ Name = 'stops early inside a record'; Script = '$seen = 0; 1..2 | EACH { foreach ($i in 1..100) { $seen++; $i } } | Select-Object -First 3; $seen' }
    @{ Name = 'streams inside a record'; Script = '$log = [System.Collections.Generic.List[string]]::new(); 1 | EACH { $log.Add("a"); 1; $log.Add("b"); 2 } | ForEach-Object { $log.Add("d$_") }; $log -join " "' }
    @{ Name = 'streams between operators'; Script = '$log = [System.Collections.Generic.List[string]]::new(); 1..2 | EACH { $log.Add("a$_"); $_ } | EACH { $log.Add("b$_") }; $log -join " "' }
    @{ Name = 'runs -Begin and -End'; Script = '1..3 | EACH -Begin { $sum = 0; "begin" } -Process { $sum += $_ } -End { "sum $sum" }; $sum' }
    @{ Name = 'runs -Begin and -End without input'; Script = '@() | EACH -Begin { "begin" } -Process { "never" } -End { "end" }' }
    @{ Name = 'throws in -End'; Script = 'try { 1..2 | EACH -Begin { } -Process { $_ } -End { throw "late" } } catch { "caught $_" }' }
    @{ Name = 'uses an outer param'; Script = 'function g([int] $Factor) { 1..3 | EACH { $_ * $Factor } }; g 7' }
    @{ Name = 'takes a block with param'; Script = '1..2 | EACH { param($x) "p[$x]$_" }' }
    @{ Name = 'takes a closure'; Script = '$n = 3; $c = { $n * $_ }.GetNewClosure(); $n = 100; 1..2 | EACH $c' }
    @{ Name = 'takes a block in a variable'; Script = '$b = { $_ + 1 }; 1..2 | EACH $b; 5 | EACH $b' }
    @{ Name = 'takes a block of another module'; Script = '$m = New-Module { $secret = "s"; function Get-Block { { "$secret$_"; $script:secret = "t" } } }; 1..2 | EACH (& $m { Get-Block }); & $m { $secret }' }
    @{ Name = 'takes a caller''s block in a module'; Script = '$mine = "m"; $m = New-Module { function Use-Block($b) { 1..2 | EACH $b } }; & $m { param($b) Use-Block $b } { "$mine$_"; $mine = "changed" }; $mine' }
    @{ Name = 'reads $input as ForEach-Object does'; Script = '1..2 | EACH { @($input).Count }' }
    @{ Name = 'sees no $args'; Script = 'function h { 1..2 | EACH { "$($args.Count)" } }; h a b c' }
    @{ Name = 'sees $PSItem'; Script = '1..3 | EACH { $PSItem }' }
    @{ Name = 'sees $MyInvocation of the caller'; Script = 'function k { 1 | EACH { $MyInvocation.MyCommand.Name } }; k' }
    @{ Name = 'leaves the caller''s $MyInvocation alone'; Script = 'function k { $null = 1 | EACH { $MyInvocation }; $MyInvocation.MyCommand.Name }; k' }
    @{ Name = 'sees $PSBoundParameters of the caller'; Script = 'function k($a, $b) { 1 | EACH { $PSBoundParameters.Keys }; $PSBoundParameters.Count }; k -a 1 -b 2' }
    @{ Name = 'sees $PSCmdlet of the caller'; Script = 'function k { [CmdletBinding()] param($a) 1 | EACH { $PSCmdlet.MyInvocation.MyCommand.Name } }; k' }
    @{ Name = 'shows $args.Count at the top'; Script = '1 | EACH { $args.Count }' }
    @{ Name = 'has no $_ without a pipeline inside one'; Script = '"a" | ForEach-Object { EACH { "once [$_]" } }' }
    @{ Name = 'takes -InputObject inside a pipeline'; Script = '"a" | ForEach-Object { EACH -InputObject "b" -Process { "[$_]" }; $_ }' }
    @{ Name = 'sees $PSScriptRoot and $this'; Script = '1 | EACH { "[$PSScriptRoot][$this]" }' }
    @{ Name = 'reaches members of objects'; Script = '[pscustomobject]@{ a = 1 }, [pscustomobject]@{ a = 2 } | EACH { $_.a = $_.a + 1; $_ } | ForEach-Object a' }
    @{ Name = 'keeps types and notes'; Script = '1 | EACH { $o = [psobject]::AsPSObject(5); $o.PSObject.Properties.Add([psnoteproperty]::new("n", "v")); $o } | ForEach-Object { "$_ $($_.n) $($_.GetType().Name)" }' }
    @{ Name = 'puts out hashtables whole'; Script = '1 | EACH { @{ a = 1; b = 2 } } | ForEach-Object { $_.Count }' }
    @{ Name = 'puts out strings whole'; Script = '"abc" | EACH { $_ } | ForEach-Object { $_.Length }' }
    @{ Name = 'uses local functions'; Script = 'function twice($x) { $x * 2 }; 1..3 | EACH { twice $_ }' }
    @{ Name = 'switches on'; Script = '1..4 | EACH { switch ($_) { 2 { "two" } { $_ -gt 2 } { "many" } default { "one" } } }' }
    @{ Name = 'keeps an exit of a script block'; Script = '1..3 | EACH { & { if ($_ -eq 2) { "two" }; return }; $_ }' }
    @{ Name = 'downstream errors are not its own'; Script = 'try { 1..3 | EACH { $_ } | ForEach-Object { throw "down $_" } } catch { "caught $_" }' }
    @{ Name = 'catches nothing of downstream'; Script = 'try { 1..2 | EACH { try { $_ } catch { "inner" } } | ForEach-Object { throw "down" } } catch { "outer $_" }' }
    @{ Name = 'leaves an error its origin'; Script = '1 | EACH { Get-Item ./nope }' }
    @{ Name = 'leaves an error its line'; Script = "1 | EACH {`n  `$_`n  Get-Item ./nope`n}" }
    @{ Name = 'leaves a caught error its origin'; Script = 'try { 1 | EACH { Get-Item ./nope -ErrorAction Stop } } catch { $_ }' }
    @{ Name = 'leaves an error its origin under Stop'; Script = '$ErrorActionPreference = "Stop"; try { 1 | EACH { Get-Item ./nope } } catch { $_ }' }
    @{ Name = 'leaves what is thrown its origin'; Script = 'try { 1 | EACH { throw "boom" } } catch { $_ }' }
    @{ Name = 'leaves a division by zero its origin'; Script = 'try { 1 | EACH { 1 / 0 } } catch { $_ }' }
    @{ Name = 'leaves an unknown command its origin'; Script = 'try { 1 | EACH { No-SuchCommand } } catch { $_ }' }
    @{ Name = 'leaves a function''s error its origin'; Script = 'function f { [CmdletBinding()] param() Write-Error "x" -ErrorId my -Category InvalidData -TargetObject 5 }; 1 | EACH { f }' }
    @{ Name = 'leaves a nested error its origin'; Script = '1 | EACH { 1 | ForEach-Object { Get-Item ./nope } }' }
    @{ Name = 'leaves an error inside a pipeline its origin'; Script = '1 | EACH { Get-Item ./nope | Out-Null }' }
    @{ Name = 'leaves errors of -Begin and -End their origin'; Script = "1 | EACH -Begin {`n Get-Item ./nope1`n} -Process { } -End {`n Get-Item ./nope2`n}" }
    @{ Name = 'puts out errors that the block merges'; Script = '1 | EACH { Get-Item ./nope 2>&1 } | ForEach-Object { "out $_" }' }
    @{ Name = 'puts out error records'; Script = 'Get-Item ./nope -ErrorAction SilentlyContinue; 1 | EACH { $Error[0] } | ForEach-Object { "out $_" }' }
    @{ Name = 'leaves $? true after an error'; Script = '1 | EACH { Get-Item ./nope }; $?' }
    @{ Name = 'keeps $Error'; Script = '1..2 | EACH { Get-Item ./nope$_; "$($Error.Count)" }; $Error | ForEach-Object { "$_" }' }
    @{ Name = 'adds errors to a variable'; Script = '1 | EACH { Write-Error a } -ErrorVariable v; 2 | EACH { Write-Error b } -ErrorVariable +v; "$v"' }
    @{ Name = 'gives errors to a function''s variable'; Script = 'function f { [CmdletBinding()] param() 1 | EACH { Get-Item ./nope } }; f -ErrorVariable v -ErrorAction SilentlyContinue; "$v"' }
    @{ Name = 'collects warnings in a variable'; Script = '1..2 | EACH { Write-Warning "w$_" } -WarningVariable v; "$v"' }
    @{ Name = 'adds warnings to a variable'; Script = '1 | EACH { Write-Warning a } -WarningVariable v; 2 | EACH { Write-Warning b } -WarningVariable +v; "$v"' }
    @{ Name = 'gives warnings to a function''s variable'; Script = 'function f { [CmdletBinding()] param() 1 | EACH { Write-Warning w } }; f -WarningVariable v; "$v"' }
    @{ Name = 'collects information in a variable'; Script = '1 | EACH { Write-Information i; Write-Host h } -InformationVariable v; "$v"' }
    @{ Name = 'sets a pipeline variable'; Script = '1..3 | EACH { $_ * 2 } -PipelineVariable p | ForEach-Object { "$p/$_" }' }
    @{ Name = 'sees the pipeline variable of a command before'; Script = '1..3 | ForEach-Object { $_ } -PipelineVariable p | EACH { "$p/$_" }' }
    @{ Name = 'fills the output variable as it goes'; Script = '1..3 | EACH { $_ * 2 } -OutVariable v | ForEach-Object { "$v/$_" }' }
    @{ Name = 'wraps nothing that was not'; Script = '$v = 1, "a" | EACH { $_; 7; "b"; [psobject] "c"; Get-Date }; foreach ($one in $v) { "$($one -is [psobject])" }' }
    @{ Name = 'buffers output'; Script = '1..4 | EACH { Write-Warning "w$_"; $_ } -OutBuffer 2 | ForEach-Object { Write-Warning "d$_" }' }
    @{ Name = 'takes -WarningAction'; Script = '1 | EACH { Write-Warning w } -WarningAction SilentlyContinue' }
    @{ Name = 'takes -InformationAction'; Script = '1 | EACH { Write-Information i } -InformationAction Continue' }
    @{ Name = 'takes -Verbose and -Debug'; Script = '1 | EACH { Write-Verbose v; Write-Debug d } -Verbose -Debug' }
    @{ Name = 'lets verbose and debug messages pass'; Script = '1 | EACH { Write-Verbose v -Verbose; Write-Debug d -Debug }' }
    @{ Name = 'takes -ProgressAction'; Script = '1 | EACH { Write-Progress a -Status b } -ProgressAction SilentlyContinue' }
    @{ Name = 'merges warnings'; Script = '1 | EACH { Write-Warning w; 5 } 3>&1 | ForEach-Object { $_.GetType().Name }' }
    @{ Name = 'merges information'; Script = '1 | EACH { Write-Information i -InformationAction Continue; 5 } 6>&1 | ForEach-Object { $_.GetType().Name }' }
    @{ Name = 'sends all streams to null'; Script = '1 | EACH { Write-Error e; Write-Warning w; 5 } *>$null' }
    @{ Name = 'merges the streams of a function around'; Script = 'function f { 1 | EACH { Write-Warning w; Get-Item ./nope } }; f 3>&1 2>&1' }
    @{ Name = 'lets stderr pass'; Script = "1 | EACH { $native }; `$Error.Count" }
    @{ Name = 'lets stderr pass under Stop'; Script = "`$ErrorActionPreference = 'Stop'; 1 | EACH { $native }; 'after'" }
    @{ Name = 'sends stderr to null'; Script = "1 | EACH { $native } 2>`$null" }
    @{ Name = 'sends stderr to a file'; Script = "1 | EACH { $native } 2> err.txt; Get-Content err.txt; Remove-Item err.txt" }
    @{ Name = 'merges stderr inside'; Script = "1 | EACH { $native 2>&1 } | ForEach-Object { `$_.GetType().Name } | Sort-Object" }
    @{ Name = 'merges stderr inside under Stop'; Script = "`$ErrorActionPreference = 'Stop'; 1 | EACH { $native 2>&1 } | ForEach-Object { ""`$_"" } | Sort-Object; 'after'" }
    @{ Name = 'drops stderr inside'; Script = "1 | EACH { $native 2>`$null }" }
    @{ Name = 'collects no stderr in a variable'; Script = "1 | EACH { $native } -ErrorVariable v; `$v.Count" }
    @{ Name = 'takes exit codes for no errors'; Script = "1 | EACH { $failing; `$LASTEXITCODE }; `$?" }
    @{ Name = 'takes exit codes for errors by preference'; Script = "$useErrors; 1 | EACH { $failing; 'on' }; 'after'" }
    @{ Name = 'ends on exit codes by preference'; Script = "$useErrors; `$ErrorActionPreference = 'Stop'; try { 1 | EACH { $failing; 'on' } } catch { `$_ }" }
    @{ Name = 'unicode'; Script = '"ä", "日本", "😀" | EACH { "$_$_" }' }
    @{ Name = 'empty block'; Script = '1..3 | EACH { }; "end"' }
)
