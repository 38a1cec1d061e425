BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Disconnect-MdfRun' {
    It 'ends the part of the worker, and makes the run before it current again' {
        $store = New-Store
        $null = Start-MdfRun -RunId r -Path $store
        $null = Connect-MdfRun r -Path $store -WorkerId w
        Enter-MdfStage s
        1..5 | Measure-MdfOperator o { $_ } | Out-Null
        Disconnect-MdfRun

        $row = Stop-MdfRun -WaitTimeout 0 | Get-MdfOperatorMetric
        $row.worker_id | Should -Be 'w'
        $row.input_records | Should -Be 5
    }

    It 'leaves a run that was started here to Stop-MdfRun' {
        $null = Start-MdfRun -Path (New-Store)

        { Disconnect-MdfRun } | Should -Throw -ErrorId 'RunNotJoined,*'
        $null = Stop-MdfRun
        { Disconnect-MdfRun } | Should -Throw -ErrorId 'NoCurrentRun,*'
    }
}
