# Dot-sourced by ../soak.ps1: a disk that can be full.

# -Size: of the tmpfs in bytes; 0: none could be mounted. -Waiting: what could not be written.
function Mount-Disk([string] $Folder) {
    $null = New-Item $Folder -ItemType Directory
    $size = 64MB
    if ($IsLinux) {
        mount -t tmpfs -o "size=$size" tmpfs $Folder 2> $null
    }
    @{
        Folder = $Folder
        Size = $IsLinux -and $LASTEXITCODE -eq 0 ? $size : 0
        IsFull = $false
        Waiting = [System.Collections.Generic.List[object]]::new()
    }
}

function Dismount-Disk {
    if ($disk.Size) {
        umount -l $disk.Folder
    }
}

function Lock-Disk {
    $disk.IsFull = $true
    if ($disk.Size) {
        $file = [System.IO.FileStream]::new("$($disk.Folder)/fill", 'Create', 'Write', 'None', 0)
        $block = [byte[]]::new(4096)
        try {
            while ($true) {
                $file.Write($block, 0, $block.Length)
            }
        }
        catch [System.IO.IOException] {
            Write-Line 'the disk is full'
        }
        finally {
            $file.Dispose()
        }
    }
}

function Unlock-Disk {
    if ($disk.Size) {
        Remove-Item "$($disk.Folder)/fill"
    }

    $disk.IsFull = $false
    Write-Waiting
}
