# What a block says with -WhatIf, which goes to the host alone and only a transcript sees; then what it puts out.
function Invoke-WhatIf([scriptblock] $Block) {
    $path = "$TestDrive/$([guid]::NewGuid().ToString('n')).transcript"
    $null = Start-Transcript $path -UseMinimalHeader
    try { $result = & $Block }
    finally { $null = Stop-Transcript }
    Get-Content $path | Where-Object { $_.StartsWith('What if: ') }
    $result
}
