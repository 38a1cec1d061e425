BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Test-MdfMetrics' {
    It 'gives nothing when all is well' {
        Test-MdfMetrics -Path (New-FilledStore) | Should -BeNullOrEmpty
    }

    It 'finds <Kind>' -ForEach @(
        @{ Kind = 'torn_file'; File = 'runs/run_x.parquet'; Content = 'torn'; Repair = 'quarantine' }
        @{ Kind = 'empty_file'; File = 'stages/stages_x.parquet'; Content = ''; Repair = 'quarantine' }
        @{ Kind = 'leftover_file'; File = '.run_x.claim'; Content = ''; Repair = 'remove' }
        @{ Kind = 'torn_journal'; File = '_journal/run_x/host-1.ndjson'; Content = "garbage`n"; Repair = 'quarantine' }
    ) {
        $store = New-FilledStore
        $path = Join-Path $store $File
        $null = New-Item (Split-Path $path) -ItemType Directory -Force
        Set-Content $path $Content -NoNewline
        $path, (Split-Path $path) | Get-Item -Force | ForEach-Object { $_.LastWriteTime = (Get-Date).AddHours(-1) }

        $finding = Test-MdfMetrics -Path $store | Where-Object kind -eq $Kind

        $finding | Should -HaveCount 1
        $finding.repair | Should -Be $Repair
        $finding.store | Should -Be $store
        $finding.path | Should -BeLike "$store*"
    }

    It 'finds stages and operators that lost their run, and names it' {
        $store = New-FilledStore
        Remove-Item "$store/runs/run_two.parquet"

        $findings = Test-MdfMetrics -Path $store

        $findings.kind | Should -Be (@('orphaned_file') * 3)
        $findings.run_id | Should -Be (@('two') * 3)
    }

    It 'checks many stores, given by wildcard, literally or by the pipeline' {
        $stores = 1..2 | ForEach-Object { New-FilledStore }
        $stores | ForEach-Object { Set-Content "$_/runs/run_x.parquet" 'torn' }

        (Test-MdfMetrics -Path "$TestDrive/*").store | Should -Contain $stores[1]
        (Test-MdfMetrics -LiteralPath $stores).store | Should -Be $stores
        (Get-Item $stores | Test-MdfMetrics).store | Should -Be $stores
    }

    It 'takes the default store relative to the current location' {
        $store = New-FilledStore
        Set-Content "$store/runs/run_x.parquet" 'torn'
        Push-Location $store
        try {
            (Test-MdfMetrics -Path .).path | Should -Be (Join-Path $store 'runs/run_x.parquet')
        }
        finally {
            Pop-Location
        }
    }

    It 'says that there is no store, and goes on with the next' {
        $store = New-FilledStore
        Set-Content "$store/runs/run_x.parquet" 'torn'

        $findings = Test-MdfMetrics -LiteralPath "$store/none", $store -ErrorVariable problem -ErrorAction SilentlyContinue

        $findings | Should -HaveCount 1
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'StoreNotFound,*'
        $problem[0].TargetObject | Should -Be (Join-Path $store 'none')
    }

    It 'shows findings as a table with paths inside the store' {
        $store = New-FilledStore
        Set-Content "$store/runs/run_x.parquet" 'torn'

        $text = Test-MdfMetrics -Path $store | Out-String -Width 200

        $text | Should -Match 'kind\s+repair\s+path\s+message'
        $text | Should -Match 'torn_file\s+quarantine\s+runs.run_x\.parquet'
    }
}
