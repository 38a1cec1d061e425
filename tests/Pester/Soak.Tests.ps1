BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'examples/soak.ps1' {
    It 'finds everything there, once, after three days with kills, a full disk and a change of clocks' -Skip:$IsWindows {
        $output = pwsh -NoProfile -File "$root/examples/soak.ps1" -Days 3 -Path "$TestDrive/soak" *>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match 'maintenance was killed'
        $output | Should -Match 'our reader: read [1-9]'
        $output | Should -Match 'All there, once: 7\d runs, [1-9]'
    }
}
