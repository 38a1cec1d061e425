BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Exit-MdfStage' {
    It 'closes the open stage, and only once' {
        $null = Start-MdfRun -Path (New-Store)
        Enter-MdfStage a
        Exit-MdfStage

        (Get-Failure { Exit-MdfStage }).FullyQualifiedErrorId | Should -BeLike 'StageNotEntered,*'
        $null = Stop-MdfRun
    }

    It 'needs a run' {
        (Get-Failure { Exit-MdfStage }).FullyQualifiedErrorId | Should -BeLike 'NoCurrentRun,*'
    }
}
