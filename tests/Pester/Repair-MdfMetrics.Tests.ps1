BeforeAll {
    . "$PSScriptRoot/common.ps1"

    # A store with a torn file that is to be quarantined and an old lock that is to go.
    function New-DamagedStore {
        $store = New-FilledStore
        Set-Content "$store/runs/run_torn.parquet" 'torn' -NoNewline
        (New-Item "$store/.run_old.claim").LastWriteTime = (Get-Date).AddHours(-1)
        $store
    }
}

Describe 'Repair-MdfMetrics' {
    It 'changes nothing under -WhatIf' {
        $store = New-DamagedStore
        $before = Get-ContentHash $store

        Test-MdfMetrics -Path $store | Repair-MdfMetrics -WhatIf -PassThru | Should -BeNullOrEmpty

        Get-ContentHash $store | Should -Be $before
    }

    It 'quarantines what cannot be read, removes leftovers and gives nothing' {
        $store = New-DamagedStore

        Test-MdfMetrics -Path $store | Repair-MdfMetrics | Should -BeNullOrEmpty

        Get-Content "$store/_quarantine/runs/run_torn.parquet.bad" | Should -Be 'torn'
        "$store/runs/run_torn.parquet", "$store/.run_old.claim" | Should -Not -Exist
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
        (Get-MdfRun -Path $store).run_id | Should -Be 'one', 'two', 'empty', 'failed'
    }

    It 'gives what was done with -PassThru' {
        $store = New-DamagedStore

        $done = Test-MdfMetrics -Path $store | Repair-MdfMetrics -PassThru | Sort-Object repair

        $done.repair | Should -Be 'quarantine', 'remove'
        $done[0].destination | Should -Be (Join-Path $store '_quarantine/runs/run_torn.parquet.bad')
        $done[1].destination | Should -BeNullOrEmpty
        $done.store | Should -Be $store, $store
    }

    It 'acts on the findings given, and on no others' {
        $store = New-DamagedStore

        Test-MdfMetrics -Path $store | Where-Object kind -eq leftover_file | Repair-MdfMetrics

        "$store/.run_old.claim" | Should -Not -Exist
        "$store/runs/run_torn.parquet" | Should -Exist
    }

    It 'takes findings from <Through>' -ForEach @(
        @{ Through = 'a job'; Convert = { $input | ConvertTo-Deserialized } }
        @{ Through = 'JSON'; Convert = { $input | ConvertTo-Json -AsArray | ConvertFrom-Json } }
        @{ Through = 'CSV'; Convert = { $input | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $store = New-DamagedStore

        Test-MdfMetrics -Path $store | & $Convert | Repair-MdfMetrics

        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }

    It 'does nothing with a finding that is no longer true' {
        $store = New-DamagedStore
        $findings = Test-MdfMetrics -Path $store
        Copy-Item "$store/runs/run_one.parquet" "$store/runs/run_torn.parquet"

        $findings | Where-Object path -like '*torn*' | Repair-MdfMetrics -PassThru | Should -BeNullOrEmpty

        "$store/runs/run_torn.parquet" | Should -Exist
        $findings | Repair-MdfMetrics
        $findings | Repair-MdfMetrics -PassThru | Should -BeNullOrEmpty
    }

    It 'never moves a whole file, or one outside, whatever an object says' {
        $store = New-DamagedStore
        $other = New-FilledStore
        $before = Get-ContentHash $other

        [pscustomobject]@{ kind = 'torn_file'; repair = 'quarantine'; store = $store; path = "$store/runs/run_one.parquet" },
        [pscustomobject]@{ kind = 'torn_file'; repair = 'remove'; store = $store; path = "$other/runs/run_one.parquet" } |
            Repair-MdfMetrics -PassThru | Should -BeNullOrEmpty

        "$store/runs/run_one.parquet" | Should -Exist
        Get-ContentHash $other | Should -Be $before
    }

    It 'refuses an object that is no finding, and goes on' {
        $store = New-DamagedStore

        @([pscustomobject]@{ a = 1 }; Test-MdfMetrics -Path $store) |
            Repair-MdfMetrics -ErrorVariable problem -ErrorAction SilentlyContinue

        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidPath,*'
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }

    It 'leaves orphaned files where they are' {
        $store = New-FilledStore
        Remove-Item "$store/runs/run_two.parquet"
        $before = Get-ContentHash $store

        Test-MdfMetrics -Path $store | Repair-MdfMetrics

        Get-ContentHash $store | Should -Be $before
    }
}
