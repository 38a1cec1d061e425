BeforeAll {
    . "$PSScriptRoot/common.ps1"

    # A script file that imports the module; $store is its store.
    function New-Script([string] $Text) {
        $path = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).ps1"
        Set-Content $path "Import-Module '$root/MdfMetrics.psd1'`n`$store = '$store'`n$Text"
        $path
    }

    function Start-Script([string] $Text) {
        # A background job of a shell ignores SIGINT, and so would what it starts.
        $isIgnored = (Test-Path /proc/self/status) -and
            [Convert]::ToUInt64(((Get-Content /proc/self/status) -match '^SigIgn:')[0].Split("`t")[1], 16) -band 2
        $command = @(if ($isIgnored) { 'env', '--default-signal=INT' }) + @(Get-PwshCommand) +
            '-NoProfile' + '-NonInteractive' + '-File' + (New-Script $Text)
        $info = [System.Diagnostics.ProcessStartInfo]::new($command[0], [string[]] $command[1..9])
        $info.RedirectStandardOutput = $info.RedirectStandardError = $true
        [System.Diagnostics.Process]::Start($info)
    }
}

Describe 'pwsh -File' {
    BeforeEach { $store = New-Store }

    It 'exits with <Code> after <Block> in a run' -ForEach @(
        @{ Block = 'throw ''boom'''; Code = 1; Status = 'failed'; Message = 'boom' }
        @{ Block = 'exit 7'; Code = 7; Status = 'failed'; Message = 'exit 7' }
        @{ Block = 'exit 0'; Code = 0; Status = 'completed'; Message = $null }
        @{ Block = 'Enter-MdfStage s { 1 | Measure-MdfOperator op { throw ''deep'' } }'; Code = 1; Status = 'failed'; Message = 'deep' }
    ) {
        $script = New-Script "Start-MdfRun -RunId r -Path `$store { 'in'; $Block }; 'went on'"
        $output = @(pwsh -NoProfile -NonInteractive -File $script 2>&1)

        $LASTEXITCODE | Should -Be $Code
        $output[0] | Should -Be 'in'
        $output[-1] | Should -Not -Be 'went on'
        $run = Get-MdfRun r -Path $store
        $run.status | Should -Be $Status
        $run.error | Should -Be $Message
    }

    It 'writes a failed run on Ctrl+C' -Skip:$IsWindows {
        $process = Start-Script @'
Start-MdfRun -RunId r -Path $store {
    Enter-MdfStage s { 1..3000 | Measure-MdfOperator op { $_ } | ForEach-Object { $_; Start-Sleep -Milliseconds 20 } }
}
'@
        $process.StandardOutput.ReadLine() | Should -Be '1'
        kill -INT $process.Id
        $process.WaitForExit(20000) | Should -BeTrue

        $run = Get-MdfRun r -Path $store
        $run.status | Should -Be 'failed'
        $run.error | Should -Match 'Ctrl\+C'
        ($run | Get-MdfOperatorMetric).input_records | Should -BeGreaterThan 0
    }
}
